import type { SessionTurn } from '#lib/domain/session.ts'

/** A row of a session as one reads it: a turn, and before it the time in which nothing ran. */
export type TurnRow =
  | { type: 'turn'; key: string; number: number; turn: SessionTurn }
  | { type: 'idle'; key: string; idleNs: number; isLong: boolean }
  | { type: 'parallel'; key: string }

/** Pauses below are the time that a person or a program takes to go on. */
const shownIdleNs = 1e9
const longIdleNs = 30 * 60e9

/** Turns in the order in which they began, with the idle time between them. A turn may begin before those before it end. */
export function turnRows(turns: readonly SessionTurn[]): TurnRow[] {
  const rows: TurnRow[] = []
  let busyUntil: bigint | null = null
  turns.forEach((turn, index) => {
    const { runId, startedAt, endedAt } = turn.run
    const [start, end] = [BigInt(startedAt), BigInt(endedAt)]
    const idleNs = busyUntil === null ? 0 : Number(start - busyUntil)
    if (idleNs < 0) rows.push({ type: 'parallel', key: `parallel ${runId}` })
    else if (idleNs >= shownIdleNs) {
      rows.push({ type: 'idle', key: `idle ${runId}`, idleNs, isLong: idleNs >= longIdleNs })
    }
    rows.push({ type: 'turn', key: runId, number: index + 1, turn })
    busyUntil = busyUntil === null || end > busyUntil ? end : busyUntil
  })
  return rows
}
