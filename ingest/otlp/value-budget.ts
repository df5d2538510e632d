import { BadRecordError } from './decoded.ts'
import { otlpLimits } from './limits.ts'

/** Bounds depth, number and key length of one record's values while they are read. */
export class ValueBudget {
  private left = 0

  constructor() {
    this.restart()
  }

  /** Call before each record. */
  restart(): void {
    this.left = otlpLimits.valuesPerRecord
  }

  /** Call for each value; `depth` counts the arrays and maps around it. */
  take(depth: number): void {
    if (depth > otlpLimits.valueDepth) {
      throw new BadRecordError('too_deep', `an attribute value is nested deeper than ${otlpLimits.valueDepth} levels`)
    }
    this.left -= 1
    if (this.left < 0) {
      throw new BadRecordError('too_many', `a record holds more than ${otlpLimits.valuesPerRecord} values`)
    }
  }

  checkKey(key: string): void {
    // A UTF-16 unit is at most 3 bytes of UTF-8: short keys need no count.
    if (key.length * 3 <= otlpLimits.keyBytes || Buffer.byteLength(key) <= otlpLimits.keyBytes) return
    throw new BadRecordError('too_large', `an attribute key is longer than ${otlpLimits.keyBytes} bytes`)
  }
}
