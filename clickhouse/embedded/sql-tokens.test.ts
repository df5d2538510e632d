import { describe, expect, test } from 'vitest'
import { sqlTokens } from './sql-tokens.ts'

function tokens(sql: string): string[] {
  return [...sqlTokens(sql)].map(({ kind, text }) => `${kind.slice(0, 2)}:${text}`)
}

describe('sqlTokens', () => {
  test.each([
    ['SELECT a1, $x', ['wo:SELECT', 'wo:a1', 'pu:,', 'pu:$', 'wo:x']],
    ["'it''s' 'a\\'b' ''", ["st:'it''s'", "st:'a\\'b'", "st:''"]],
    ['`a``b` "c\\"d"', ['qu:`a``b`', 'qu:"c\\"d"']],
    ['1 -- x\n2 /* a /* b */ c */ 3 # d\n4', ['nu:1', 'nu:2', 'nu:3', 'nu:4']],
    ["x'0aFF' b'01' X", ["st:x'0aFF'", "st:b'01'", 'wo:X']],
    ["$tag$ any ' text $tag$ x", ["st:$tag$ any ' text $tag$", 'wo:x']],
    ['1.5e-3 .5 0xFF', ['nu:1.5e-3', 'nu:.5', 'nu:0xFF']],
    ['{a:String}', ['pu:{', 'wo:a', 'pu::', 'wo:String', 'pu:}']],
  ])('%s', (sql, expected) => {
    expect(tokens(sql)).toEqual(expected)
  })

  test('reads text of any length', () => {
    expect(tokens(`SELECT '${"x''".repeat(5_000_000)}' x`)).toHaveLength(3)
  })

  test('resolves the name behind quotes and escapes', () => {
    expect([...sqlTokens('`f\\x69le` "a""b"')].map(({ name }) => name)).toEqual(['file', 'a"b'])
  })

  test.each([
    "'open",
    '`open',
    '"open',
    '/* open',
    '$a$ open',
    "x'0g'",
    'a \0 b',
    '\u2018quoted\u2019',
    'SELECT \u00e4',
    '#x',
  ])('refuses what the engine might read in another way: %j', (sql) => {
    expect(() => tokens(sql)).toThrow(/Syntax error/)
  })
})
