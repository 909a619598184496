/** Door to jax-js: JAX's ways in JavaScript, a peer of the bench. */
export { init, jit, nn, numpy, valueAndGrad } from "npm:@jax-js/jax@0.1.25";
