import { describe, expect, it } from 'vitest'
import { arrangeColumns, clampWidth, moveColumn, resizeColumn, sameColumns, toggleColumn } from './column-layout.ts'

const all = [
  { id: 'end', width: 100 },
  { id: 'run', width: 220, grows: true, fixed: true },
  { id: 'cost', width: 80 },
  { id: 'steps', width: 40 },
]
const columns = { shown: ['end', 'run', 'cost'], widths: {} }

describe('arrangeColumns', () => {
  const idsOf = (shown: string[], widths = {}) => arrangeColumns(all, { shown, widths }).map(({ id }) => id)
  it.each([
    ['their order', ['cost', 'run', 'end'], ['cost', 'run', 'end']],
    ['what is no column any more goes', ['run', 'gone', 'end'], ['run', 'end']],
    ['a fixed one is there in any case', ['cost'], ['run', 'cost']],
  ])('%s', (_, shown, expected) => expect(idsOf(shown)).toEqual(expected))

  it('gives a column the width it was drawn to, and then it no longer grows', () => {
    const [run] = arrangeColumns(all, { shown: ['run'], widths: { run: 300 } })
    expect(run).toMatchObject({ width: 300, grows: false })
  })
})

describe('toggleColumn', () => {
  it('hides', () => expect(toggleColumn(columns, 'end', all).shown).toEqual(['run', 'cost']))
  it('shows at its usual place', () =>
    expect(toggleColumn({ shown: ['run', 'steps'], widths: {} }, 'cost', all).shown).toEqual(['run', 'cost', 'steps']))
  it('shows first what comes before all', () =>
    expect(toggleColumn({ shown: ['run'], widths: {} }, 'end', all).shown).toEqual(['end', 'run']))
})

describe('moveColumn', () => {
  it.each([
    ['cost', 0, ['cost', 'end', 'run']],
    ['end', 1, ['run', 'end', 'cost']],
    ['end', 99, ['run', 'cost', 'end']],
    ['end', -1, ['end', 'run', 'cost']],
    ['gone', 0, ['end', 'run', 'cost']],
  ])('%s to %i', (id, to, shown) => expect(moveColumn(columns, id, to).shown).toEqual(shown))
})

describe('widths', () => {
  it('are kept within reason', () => {
    expect(resizeColumn(columns, 'cost', 140.4).widths).toEqual({ cost: 140 })
    expect(clampWidth(-5)).toBe(32)
    expect(clampWidth(1e9)).toBe(1_200)
  })
  it('can be given back', () =>
    expect(resizeColumn({ shown: [], widths: { cost: 90, end: 50 } }, 'cost', null).widths).toEqual({ end: 50 }))
})

it.each([
  [columns, { shown: ['end', 'run', 'cost'], widths: {} }, true],
  [columns, { shown: ['run', 'end', 'cost'], widths: {} }, false],
  [columns, { shown: ['end', 'run', 'cost'], widths: { end: 90 } }, false],
  [{ shown: [], widths: { a: 1 } }, { shown: [], widths: { b: 1 } }, false],
])('sameColumns %j %j', (a, b, same) => expect(sameColumns(a, b)).toBe(same))
