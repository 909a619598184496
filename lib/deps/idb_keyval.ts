/** Door to idb-keyval: values by name in the browser's IndexedDB. */
export { del, get, keys, set } from "npm:idb-keyval@6.3.0";
