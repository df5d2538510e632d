import { describe, expect, it } from 'vitest'
import type { Message } from '#lib/domain/message.ts'
import { toolResultsSeen } from './tool-results-seen.ts'

function conversation(result: unknown, args: unknown = { id: 1 }): Message[] {
  const base = { name: null, finishReason: null }
  return [
    { ...base, role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'search', arguments: args }] },
    { ...base, role: 'tool', parts: [{ type: 'tool_result', id: 'c1', name: null, result }] },
  ]
}

describe('toolResultsSeen', () => {
  it.each([
    ['a result', conversation('42'), true],
    ['arguments that are no JSON', conversation('bad arguments', '{"id": 1'), false],
    [
      'a validator’s report in place of a result',
      conversation('Error: [ { "code": "invalid_type", "path": ["id"] } ]'),
      false,
    ],
    ['the same report inside JSON', conversation({ error: 'tool: [{"code": "invalid_type"}]' }), false],
    ['arguments that an emitter wrapped because they are no JSON', conversation('?', { raw: '{"id": 1' }), false],
    ['arguments that are really called raw', conversation('42', { raw: '{"id": 1}' }), true],
    ['a report of the MCP server', conversation('MCP error -32602: Invalid arguments for tool search'), false],
    ['a result that merely has a code', conversation({ code: 'EUR' }), true],
  ])('%s', (_what, messages, isExecuted) => {
    expect(toolResultsSeen(messages)).toMatchObject([{ id: 'c1', name: 'search', isExecuted }])
  })

  it.each([
    ['Error: Ledger unavailable', true],
    ['TypeError: id is undefined', true],
    [{ type: 'text', content: 'Error: Ledger unavailable' }, true],
    ['Errors found: 0', false],
    ['Error rate: 2 %', false],
  ])('reads %j as an error: %s', (result, isError) => {
    expect(toolResultsSeen(conversation(result))).toMatchObject([{ isError }])
  })

  it('sees nothing of earlier turns', () => {
    const later: Message = {
      role: 'assistant',
      name: null,
      finishReason: null,
      parts: [{ type: 'text', text: 'done' }],
    }
    expect(toolResultsSeen([...conversation('42'), later])).toEqual([])
  })
})
