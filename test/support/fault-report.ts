import { expect } from 'vitest'
import type { FaultFigures } from './fault-check.ts'

/** One line for each fault: what was done, and what came of it. */
export function reportFault(name: string, figures: FaultFigures, extra: readonly string[] = []): void {
  const { acknowledged, runs, lost, twice, unlikeQuiet } = figures
  const parts = [
    `acked ${acknowledged.toLocaleString('en')}`,
    `runs ${runs.toLocaleString('en')}`,
    `lost ${lost}`,
    `twice ${twice}`,
    `unlike a quiet ingest ${unlikeQuiet}`,
    ...extra,
  ]
  console.log(`faults ${name}: ${parts.join(', ')}`)
}

/** Nothing lost, nothing counted twice, nothing different. */
export function expectUnharmed(figures: FaultFigures): void {
  expect(figures).toMatchObject({ lost: 0, twice: 0, unlikeQuiet: 0 })
  expect(figures.acknowledged).toBeGreaterThan(0)
}

export function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** The value that this share of the values does not exceed; 0 without values. */
export function quantile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((a, b) => a - b)
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? 0
}
