import { expect, test } from 'vitest'
import { agent, assembleOne, llm, span, tool } from './test-support.ts'

const warnings = [{ code: 'calls_lost', message: 'other runs were written into this span' }]

test('without any call left, usage and cost are unknown', () => {
  const { run } = assembleOne([span({ id: 'w', kind: 'workflow', warnings })])
  expect(run).toMatchObject({ llmCalls: 0, costUsd: null, costStatus: 'unpriced', usage: { inputTokens: null } })
})

test('a call that tools hang below stands for several', () => {
  const { run } = assembleOne([llm({ id: 'l', lasts: 9, warnings }), tool({ id: 't', parent: 'l', at: 2 })])
  expect(run).toMatchObject({ llmCalls: 1, costStatus: 'partial', usage: { inputTokens: null, outputTokens: null } })
})

test('a call that was written into the span around it is all there was', () => {
  const { run } = assembleOne([agent({ id: 'a', lasts: 9 }), llm({ id: 'l', parent: 'a', warnings })])
  expect(run).toMatchObject({ llmCalls: 1, costStatus: 'priced', usage: { inputTokens: 100 } })
})
