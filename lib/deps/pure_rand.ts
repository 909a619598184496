/** Door to pure-rand: MT19937, the Mersenne Twister. */
export { mersenne, mersenneFromState } from "npm:pure-rand@8.4.2/generator/mersenne";
