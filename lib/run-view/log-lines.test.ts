import { describe, expect, it } from 'vitest'
import type { RunLog } from '#lib/domain/run-logs.ts'
import { filterLogs, severityOf } from './log-lines.ts'

const line = (id: string, more: Partial<RunLog>): RunLog => ({
  id,
  source: 'log',
  timeNs: '1',
  name: '',
  severity: null,
  severityText: '',
  text: '',
  spanId: null,
  ...more,
})
const lines = [
  line('debug', { severity: 5, text: 'cache warm' }),
  line('warn', { severity: 13, text: 'Cache cold' }),
  line('error', { severity: 17, text: 'no cache' }),
  line('event', { source: 'event', name: 'exception', text: 'boom' }),
  line('plain', { text: 'nothing' }),
]
const ids = (words: string, level: Parameters<typeof filterLogs>[1]['level']) =>
  filterLogs(lines, { words, level }).map(({ id }) => id)

describe('filterLogs', () => {
  it('keeps a level and what is above it, and lines that say every word', () => {
    expect(ids('', 'all')).toHaveLength(5)
    expect(ids('', 'warn')).toEqual(['warn', 'error', 'event'])
    expect(ids('', 'events')).toEqual(['event'])
    expect(ids('CACHE cold', 'all')).toEqual(['warn'])
  })

  it('knows every severity number of OpenTelemetry', () => {
    const names = Array.from({ length: 24 }, (_, index) => severityOf(line('x', { severity: index + 1 })))
    expect([...new Set(names)]).toEqual(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    expect(severityOf(line('x', { severity: 99 }))).toBeNull()
  })
})
