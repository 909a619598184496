/** Door to commander: flags, help, and the nearest flag for a misspelt one. */
export {
  Argument,
  Command,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "npm:commander@15.1.0";
