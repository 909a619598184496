/** Door to cli-progress: the progress bar. */
export { default as cliProgress } from "npm:cli-progress@3.12.0";
