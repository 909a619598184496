/** Door to fflate: zip archives and gzip. */
export { gzipSync, unzipSync, zipSync } from "npm:fflate@0.8.3";
