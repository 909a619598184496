"""The lab in PyTorch, timed: `python3 torch_lab.py step|epoch FOLDER THREADS COUNT` -> a JSON line.

step:  training steps on batches that lie in memory, COUNT of them after a warm-up.
epoch: the notebook as written, a DataLoader over PIL images with ToTensor, COUNT batches of it.
"""

import json
import os
import sys
import time

what, folder, threads, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
# Before NumPy, which starts OpenBLAS' threads: torch.set_num_threads does not reach them.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)

import numpy as np  # noqa: E402
import torch  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "tests", "torch"))
from lab import Vae, read_images  # noqa: E402

torch.set_num_threads(threads)
torch.manual_seed(0)


class Notebook(torch.utils.data.Dataset):
    """What torchvision's MNIST with ToTensor does for each image: bytes, PIL image, float tensor."""

    def __init__(self):
        from PIL import Image

        self.image = Image.fromarray
        with open(os.path.join(folder, "train-images-idx3-ubyte"), "rb") as file:
            self.images = torch.from_numpy(np.frombuffer(file.read(), np.uint8, offset=16).copy())
        self.images = self.images.reshape(-1, 28, 28)
        with open(os.path.join(folder, "train-labels-idx1-ubyte"), "rb") as file:
            self.labels = np.frombuffer(file.read(), np.uint8, offset=8)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.image(self.images[index].numpy(), mode="L")
        tensor = torch.from_numpy(np.array(image, np.uint8, copy=True)).view(28, 28, 1)
        return tensor.permute(2, 0, 1).contiguous().to(torch.float32).div(255), int(self.labels[index])


vae = Vae()
adam = torch.optim.Adam(vae.parameters(), lr=1e-3)


def step(x):
    x_hat, mu, log_var = vae(x)
    rec = ((x_hat - x) ** 2).sum() / 128
    kl = (-0.5 * (1 + log_var - mu**2 - log_var.exp())).sum() / len(x)
    loss = rec + kl
    adam.zero_grad()
    loss.backward()
    adam.step()
    return loss.item()


if what == "step":
    images = read_images(folder)
    batches = torch.randperm(len(images))[: 128 * count].reshape(count, 128)
    for i in range(10):
        step(images[batches[i % count]])
    start = time.perf_counter()
    for indices in batches:
        loss = step(images[indices])
    seconds = time.perf_counter() - start
else:
    loader = torch.utils.data.DataLoader(Notebook(), batch_size=128, shuffle=True)
    start = time.perf_counter()
    for batch, (x, _) in enumerate(loader):
        if batch == count:
            break
        loss = step(x.reshape(len(x), 784))
    seconds = time.perf_counter() - start
print(json.dumps({"loss": loss, "milliseconds": 1000 * seconds / count}))
