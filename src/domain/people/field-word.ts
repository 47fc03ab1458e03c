/** A field as a person knows it: the unit in its name is for programs. */
export const fieldWord = (field: PropertyKey = 'it'): string =>
  String(field).replace(/(Paise|Percent|Date)$/, '');
