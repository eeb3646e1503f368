// What the scripts find on the page without importing it, for the type check (jsconfig.json).

interface Window {
  /** The board on show: what stands beside it asks whether it is of the same cells. */
  yuceBoard?: { root: HTMLElement; shows(told: { stands: string; moved: Cells }): boolean };
}

/** The board's default export, as the offline page has it in the same script. */
declare function mount(told: { data: object; parentElement: Element; setStateValue: Function }): void;
