/** Door to hyparquet: reads Parquet files. */
export { parquetMetadata, parquetReadObjects } from "npm:hyparquet@1.31.5";
