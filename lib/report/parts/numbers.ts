/** Counts the figures and the tables of a document, in their order. */
export class Numbers {
  #figures = 0;
  #tables = 0;

  /** The number of the next figure. */
  figure(): number {
    return ++this.#figures;
  }

  /** The number of the next table. */
  table(): number {
    return ++this.#tables;
  }
}
