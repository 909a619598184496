"""The lab's model and runs in PyTorch, to compare with: `python3 tests/torch/lab.py --help`.

Needs torch and numpy, and nothing else: the IDX and safetensors files are read here.
"""

import argparse
import gzip
import json
import os

import numpy as np
import torch
from torch import nn


class Encoder(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(784, 256), nn.LeakyReLU(), nn.Linear(256, 64), nn.LeakyReLU())
        self.mu = nn.Sequential(nn.Linear(64, 32), nn.LeakyReLU(), nn.Linear(32, d), nn.LeakyReLU())
        self.log_var = nn.Sequential(nn.Linear(64, 32), nn.LeakyReLU(), nn.Linear(32, d), nn.LeakyReLU())

    def forward(self, x):
        features = self.net(x)
        return self.mu(features), self.log_var(features)


class Decoder(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(d, 32), nn.LeakyReLU(), nn.Linear(32, 64), nn.LeakyReLU(),
            nn.Linear(64, 256), nn.LeakyReLU(), nn.Linear(256, 784), nn.Sigmoid(),
        )  # fmt: skip

    def forward(self, z):
        return self.net(z)


class Vae(nn.Module):
    def __init__(self, d=8):
        super().__init__()
        self.encoder = Encoder(d)
        self.decoder = Decoder(d)

    def forward(self, x):
        mu, log_var = self.encoder(x)
        z = mu + torch.randn_like(log_var) * torch.exp(log_var / 2)
        return self.decoder(z), mu, log_var


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        values = bytearray(file.read())
    header.pop("__metadata__", None)
    return {
        name: torch.frombuffer(values, dtype=torch.float32, offset=entry["data_offsets"][0],
                               count=int(np.prod(entry["shape"]))).reshape(entry["shape"])
        for name, entry in header.items()
    }  # fmt: skip


def read_images(folder):
    path = os.path.join(folder, "train-images-idx3-ubyte")
    file = open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb")
    with file:
        images = np.frombuffer(file.read(), np.uint8, offset=16)
    return torch.from_numpy(images.reshape(-1, 784).astype(np.float32)) / 255


def draws(seed, steps):
    """What these steps draw from `seed`, as JSON: [["normal", 3], ["uniform", 2], ["save", 0], ...]."""
    torch.manual_seed(seed)
    kept = torch.get_rng_state()
    values = []
    for step, n in json.loads(steps):
        if step == "save":
            kept = torch.get_rng_state()
        elif step == "restore":
            torch.set_rng_state(kept)
        draw = {
            "normal": lambda: torch.randn(n).tolist(),
            "uniform": lambda: torch.rand(n).tolist(),
            "permutation": lambda: torch.randperm(n).tolist(),
            "integer": lambda: [torch.randint(0, n, ()).item()],
            "int64": lambda: [str(torch.empty((), dtype=torch.int64).random_().item())],
        }.get(step, list)
        values.append(draw())
    print(json.dumps(values))


def replay(folder, seed, weights, batches, images, batch_size, latent_size):
    """Trains from `seed`, an epoch for each of `weights`; prints a JSON line a batch and an epoch."""
    torch.manual_seed(seed)
    vae = Vae(latent_size)
    adam = torch.optim.Adam(vae.parameters(), lr=1e-3)
    data = torch.utils.data.TensorDataset(read_images(folder)[:images])
    loader = torch.utils.data.DataLoader(data, batch_size=batch_size, shuffle=True)
    for epoch, weight in enumerate(weights, 1):
        losses = []
        for batch, (x,) in enumerate(loader):
            if batch == batches:
                break
            x_hat, mu, log_var = vae(x)
            rec = ((x_hat - x) ** 2).sum() / batch_size
            kl = (-0.5 * (1 + log_var - mu**2 - log_var.exp())).sum() / len(x)
            loss = rec + weight * kl
            adam.zero_grad()
            loss.backward()
            adam.step()
            losses.append([loss.item(), rec.item(), kl.item()])
            print(json.dumps([epoch, batch, *losses[-1]]))
        print(json.dumps([epoch, "mean", *np.mean(losses, 0).tolist()]), flush=True)


def check(model):
    """Loads a model that this project wrote, as it is; prints what it makes of fixed inputs."""
    tensors = read_safetensors(model)
    vae = Vae(len(tensors["encoder.mu.2.bias"]))
    print(vae.load_state_dict(tensors))  # strict: raises for a missing or unknown name
    with torch.no_grad():
        x = torch.arange(784, dtype=torch.float32)[None] / 784
        mu, log_var = vae.encoder(x)
        image = vae.decoder(mu)[0]
    print(json.dumps({"mu": mu[0].tolist(), "log_var": log_var[0].tolist(), "image": image.tolist()}))


def cross_entropy(values):
    """binary_cross_entropy and its gradient at [xHat, x], each a list of numbers, as JSON."""
    x_hat, x = torch.tensor(json.loads(values), dtype=torch.float32)
    x_hat.requires_grad_()
    loss = nn.functional.binary_cross_entropy(x_hat, x, reduction="none")
    loss.sum().backward()
    print(json.dumps({"xHat": x_hat.tolist(), "x": x.tolist(), "loss": loss.tolist(), "gradient": x_hat.grad.tolist()}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("check", help=check.__doc__)
    command.add_argument("model")
    command = commands.add_parser("cross-entropy", help=cross_entropy.__doc__)
    command.add_argument("values")
    command = commands.add_parser("draws", help=draws.__doc__)
    command.add_argument("steps")
    command.add_argument("--seed", type=int, default=0)
    command = commands.add_parser("replay", help=replay.__doc__)
    command.add_argument("folder", help="a folder with train-images-idx3-ubyte, plain or .gz")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--weights", type=float, nargs="+", default=[1, 1], help="of the KL term, by epoch")
    command.add_argument("--batches", type=int, default=-1, help="of each epoch; all by default")
    command.add_argument("--images", type=int, help="the first of the training images; all by default")
    command.add_argument("--batch-size", type=int, default=128)
    command.add_argument("--latent-size", type=int, default=8)
    options = vars(parser.parse_args())
    run = {"check": check, "cross-entropy": cross_entropy, "draws": draws, "replay": replay}
    run[options.pop("command")](**options)
