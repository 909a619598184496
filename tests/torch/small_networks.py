"""The lab's networks with a few units, in PyTorch: what they give, as JSON.

    python3 tests/torch/small_networks.py > lib/exercise/steps/encoder_decoder/torch_values.json

Needs torch, and nothing else.
"""

import json

import torch
from torch import nn

SEED, ROWS, PIXELS, WIDE, NARROW, HEAD, LATENT = 7, 3, 7, 8, 6, 5, 2


def layers(*sizes, last):
    modules = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        modules += [nn.Linear(inputs, outputs), nn.LeakyReLU()]
    return nn.Sequential(*modules[:-1], last)


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = layers(PIXELS, WIDE, NARROW, last=nn.LeakyReLU())
        self.mu = layers(NARROW, HEAD, LATENT, last=nn.LeakyReLU())
        self.log_var = layers(NARROW, HEAD, LATENT, last=nn.LeakyReLU())

    def forward(self, x):
        features = self.net(x)
        return self.mu(features), self.log_var(features)


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = layers(LATENT, HEAD, NARROW, WIDE, PIXELS, last=nn.Sigmoid())

    def forward(self, z):
        return self.net(z)


def rows(values):
    return [[float(f"{value:.7g}") for value in row] for row in values.tolist()]


torch.manual_seed(SEED)
encoder, decoder = Encoder(), Decoder()
with torch.no_grad():
    for parameter in [*encoder.parameters(), *decoder.parameters()]:
        parameter.mul_(2)  # small parameters hide what the activations do
    x, z = torch.rand(ROWS, PIXELS), torch.empty(ROWS, LATENT).uniform_(-2, 2)
    mu, log_var = encoder(x)
    x_hat = decoder(z)
values = {"mu": rows(mu), "logVar": rows(log_var), "xHat": rows(x_hat)}
sizes = {"pixels": PIXELS, "wide": WIDE, "narrow": NARROW, "head": HEAD, "latent": LATENT}
print(json.dumps({"seed": SEED, "rows": ROWS, **sizes, **values}))
