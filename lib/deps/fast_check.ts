/** Door to fast-check, property-based testing. */
export { default as fc } from "npm:fast-check@4.10.2";
