/** A list whose entries are made when first asked for, and kept. */
export function lazily<T>(length: number, make: (index: number) => T): (index: number) => T {
  const made: (T | undefined)[] = new Array(length).fill(undefined);
  return (index) => {
    let value = made[index];
    if (value === undefined) {
      value = make(index);
      made[index] = value;
    }
    return value;
  };
}
