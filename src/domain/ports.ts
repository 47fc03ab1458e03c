/** The instant now, as UTC milliseconds. `wall` and `market` clocks share this shape; see `Desk`. */
export interface Clock {
  now(): number;
}

/** New identifiers: 20 upper-case letters and digits, sortable by the time they were made. */
export interface Ids {
  next(): string;
}
