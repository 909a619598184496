"""The lab's training step in JAX, jitted: `jax_lab.py FOLDER THREADS` with MNIST's folder.

step N: training steps on batches that lie in memory; the loss is read after each, as everywhere here.
"""

import os
import sys
import time

folder, threads = sys.argv[1], int(sys.argv[2])
if threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from serve import serve  # noqa: E402

SIZES = {
    "e0": (784, 256), "e2": (256, 64), "m0": (64, 32), "m2": (32, 8), "v0": (64, 32), "v2": (32, 8),
    "d0": (8, 32), "d2": (32, 64), "d4": (64, 256), "d6": (256, 784),
}  # fmt: skip

rng = np.random.default_rng(0)
bound = {name: 1 / np.sqrt(inputs) for name, (inputs, _) in SIZES.items()}
parameters = {
    name: (jnp.asarray(rng.uniform(-bound[name], bound[name], size), jnp.float32),
           jnp.asarray(rng.uniform(-bound[name], bound[name], size[1]), jnp.float32))
    for name, size in SIZES.items()
}  # fmt: skip


def loss_of(p, x, eps):
    dense = lambda h, name: h @ p[name][0] + p[name][1]
    layer = lambda h, name: jax.nn.leaky_relu(dense(h, name), 0.01)
    h = layer(layer(x, "e0"), "e2")
    mu, log_var = layer(layer(h, "m0"), "m2"), layer(layer(h, "v0"), "v2")
    z = mu + eps * jnp.exp(log_var / 2)
    x_hat = jax.nn.sigmoid(dense(layer(layer(layer(z, "d0"), "d2"), "d4"), "d6"))
    kl = -0.5 * (1 + log_var - mu**2 - jnp.exp(log_var)).sum() / len(x)
    return ((x_hat - x) ** 2).sum() / 128 + kl


@jax.jit
def train(p, m, v, t, x, eps):
    loss, gradients = jax.value_and_grad(loss_of)(p, x, eps)
    tree = jax.tree_util.tree_map
    m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, gradients)
    v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradients)
    scale, root = 1e-3 / (1 - 0.9**t), jnp.sqrt(1 - 0.999**t)
    p = tree(lambda p, m, v: p - scale * m / (jnp.sqrt(v) / root + 1e-8), p, m, v)
    return loss, (p, m, v)


with open(os.path.join(folder, "train-images-idx3-ubyte"), "rb") as file:
    images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255
zeros = jax.tree_util.tree_map(jnp.zeros_like, parameters)
state, t = (parameters, zeros, zeros), 0


def step(count):
    global state, t
    order = rng.permutation(len(images))[: 128 * count].reshape(count, 128)
    start = time.perf_counter()
    for rows in order:
        t += 1
        eps = rng.standard_normal((128, 8), np.float32)
        loss, state = train(*state, float(t), images[rows], eps)
        value = float(loss)
    return {"milliseconds": 1000 * (time.perf_counter() - start), "batches": count, "loss": value}


step(10)
serve({"JAX": jax.__version__}, step=step)
