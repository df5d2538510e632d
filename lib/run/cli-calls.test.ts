import { expect, test } from 'vitest'
import { joinCliLogs } from './cli-calls.ts'
import { log, span } from './test-support.ts'

test('a record that says nothing of a call is shown with its span', () => {
  const joined = joinCliLogs(
    [span({ id: 's1', dialect: 'codex' })],
    [log({ logId: 'l1', dialect: 'codex', spanId: 's1' })],
  )
  expect(Object.fromEntries(joined.logsOfSpan)).toEqual({ s1: ['l1'] })
  expect(joined.fromLogs).toEqual([])
})
