/** Door to hyparquet-writer: makes Parquet files. */
export { ByteWriter, parquetWrite } from "npm:hyparquet-writer@0.17.0";
