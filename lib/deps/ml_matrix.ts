/** Door to ml-matrix: dense linear algebra in float64. */
export { EigenvalueDecomposition, Matrix } from "npm:ml-matrix@6.15.1";
