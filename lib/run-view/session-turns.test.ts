import { expect, it } from 'vitest'
import type { SessionTurn } from '#lib/domain/session.ts'
import { sampleRun } from './sample-run.ts'
import { turnRows } from './session-turns.ts'

const seconds = (count: number) => (BigInt(count) * 1_000_000_000n).toString()
const turn = (runId: string, start: number, end: number): SessionTurn => ({
  run: { ...sampleRun, runId, startedAt: seconds(start), endedAt: seconds(end) },
  input: { text: '', isWhole: true },
  output: { text: '', isWhole: true },
})
const read = (turns: SessionTurn[]) =>
  turnRows(turns).map((row) => {
    if (row.type === 'turn') return `${row.number} ${row.turn.run.runId}`
    return row.type === 'idle' ? `idle ${row.idleNs / 1e9}${row.isLong ? ' long' : ''}` : row.type
  })

it.each<[string, SessionTurn[], string[]]>([
  ['no turn', [], []],
  ['a pause', [turn('a', 0, 10), turn('b', 70, 80)], ['1 a', 'idle 60', '2 b']],
  ['a long pause', [turn('a', 0, 10), turn('b', 7_990, 8_000)], ['1 a', 'idle 7980 long', '2 b']],
  ['none to speak of', [turn('a', 0, 10), turn('b', 10, 80)], ['1 a', '2 b']],
  ['turns at a time', [turn('a', 0, 10), turn('b', 5, 8)], ['1 a', 'parallel', '2 b']],
  [
    'idle only after the last of those before has ended',
    [turn('a', 0, 100), turn('b', 5, 8), turn('c', 110, 120)],
    ['1 a', 'parallel', '2 b', 'idle 10', '3 c'],
  ],
])('%s', (_, turns, expected) => expect(read(turns)).toEqual(expected))
