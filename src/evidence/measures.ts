import type { Measure } from './languages/number-words.ts';

/** What a quantity with a unit measures. */
export interface MeasuredValue {
  readonly dimension: Measure[0];
  /** How much of the base unit one of its unit is. */
  readonly unit: number;
  /** In the dimension's base unit, one for each reading of the number. */
  readonly values: readonly number[];
  /** For each value how far it may be off by rounding, in the base unit: half of the last digit that is no nought. */
  readonly rounding: readonly number[];
}

/** The place value of a number's last digit that is no nought: 0.01 of 1.88, 10 of 70. */
const lastDigit = (value: number): number => {
  const [mantissa, exponent] = value.toExponential(11).split('e') as [string, string];
  const digits = mantissa.replace(/^-?(\d)\./, '$1').replace(/0+$/, '');
  return 10 ** (Number(exponent) - Math.max(0, digits.length - 1));
};

export const measuredValue = (values: readonly number[], [dimension, unit]: Measure): MeasuredValue => ({
  dimension,
  unit,
  values: values.map((value) => value * unit),
  rounding: values.map((value) => (lastDigit(value) / 2) * unit),
});

/** Even an exact figure is converted with a short factor: 1.6 kilometres to the mile. */
const TOLERANCE = 0.01;

const isNear = (a: MeasuredValue, i: number, b: MeasuredValue, j: number): boolean => {
  const [x, y] = [a.values[i]!, b.values[j]!];
  return Math.abs(x - y) <= Math.max(TOLERANCE * Math.abs(x), a.rounding[i]! + b.rounding[j]!);
};

const fahrenheitToCelsius = (value: number): number => ((value - 32) * 5) / 9;

/** Degrees by which converted temperatures may differ. */
const WARMTH = 1;

/** Two temperatures whose scales may differ. */
const temperaturesAgree = (a: MeasuredValue, b: MeasuredValue): boolean | null => {
  const celsius = ({ dimension, values }: MeasuredValue): readonly number[] => [
    ...(dimension === 'fahrenheit' ? [] : values),
    ...(dimension === 'celsius' ? [] : values.map(fahrenheitToCelsius)),
  ];
  const agree = celsius(a).some((x) => celsius(b).some((y) => Math.abs(x - y) <= WARMTH));
  // In one scale, or in none, the numbers decide, unless one is the other converted.
  return a.dimension === b.dimension && !(agree && a.dimension === 'degrees') ? null : agree;
};

const isTemperature = ({ dimension }: MeasuredValue): boolean =>
  dimension === 'fahrenheit' || dimension === 'celsius' || dimension === 'degrees';

/**
 * True where one is the other in another unit, false where they differ (45 miles, 45 kilometres; 5 hectares, 5 litres); null where a unit
 * is missing, or both are in one unit and are compared by their numbers.
 */
export const measuresAgree = (a: MeasuredValue | undefined, b: MeasuredValue | undefined): boolean | null => {
  if (a === undefined || b === undefined) return null;
  if (isTemperature(a) && isTemperature(b)) return temperaturesAgree(a, b);
  if (a.dimension !== b.dimension) return false;
  if (a.unit === b.unit) return null;
  return a.values.some((_, i) => b.values.some((_, j) => isNear(a, i, b, j)));
};
