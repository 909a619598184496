/** Door to axe-core: checks of accessibility, in the tests of the page. */
import axe from "npm:axe-core@4.14.1";
/** The program, as a text that a page runs. */
export const source: string = axe.source;
