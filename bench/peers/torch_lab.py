"""The lab in PyTorch, timed: `torch_lab.py [--fused] FOLDER THREADS` with MNIST's folder.

step N:     training steps on batches that lie in memory.
notebook N: N batches of the notebook as written, a DataLoader over PIL images with ToTensor.
notebook:   a whole epoch of it.
"""

import os
import sys
import tempfile
import time

fused = sys.argv[1] == "--fused"
folder, threads = sys.argv[-2], int(sys.argv[-1])
# Before NumPy, which starts OpenBLAS' threads: torch.set_num_threads does not reach them.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)

import numpy as np  # noqa: E402
import torch  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "tests", "torch"))
from lab import Vae, read_images  # noqa: E402
from serve import serve  # noqa: E402

torch.set_num_threads(threads)
torch.manual_seed(0)


class Images(torch.utils.data.Dataset):
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


def notebook_images():
    """torchvision's MNIST where it is installed, as in the notebook; else the same done here."""
    try:
        import torchvision
    except ImportError:
        return Images(), "a data set like torchvision's"
    with tempfile.TemporaryDirectory() as root:
        os.mkdir(os.path.join(root, "MNIST"))
        os.symlink(folder, os.path.join(root, "MNIST", "raw"))
        images = torchvision.datasets.MNIST(root, transform=torchvision.transforms.ToTensor())
    return images, f"torchvision {torchvision.__version__}"


vae = Vae()
adam = torch.optim.Adam(vae.parameters(), lr=1e-3, fused=True if fused else None)
images = read_images(folder)
dataset, loaded_by = notebook_images()


def train(x):
    x_hat, mu, log_var = vae(x)
    rec = ((x_hat - x) ** 2).sum() / 128
    kl = (-0.5 * (1 + log_var - mu**2 - log_var.exp())).sum() / len(x)
    loss = rec + kl
    adam.zero_grad()
    loss.backward()
    adam.step()
    return loss.item()


def timed(batches):
    """Trains on batches; the clock runs while they are made, too."""
    start, count = time.perf_counter(), 0
    for x in batches:
        loss, count = train(x), count + 1
    return {"milliseconds": 1000 * (time.perf_counter() - start), "batches": count, "loss": loss}


def step(count):
    order = torch.randperm(len(images))[: 128 * count].reshape(count, 128)
    return timed(images[rows] for rows in order)


def notebook(count=None):
    loader = torch.utils.data.DataLoader(dataset, batch_size=128, shuffle=True)
    return timed(x.reshape(len(x), 784) for _, (x, _) in zip(range(count or len(loader)), loader))


step(10)
serve({"PyTorch": torch.__version__, "the notebook's images": loaded_by}, step=step, notebook=notebook)
