import { describe, expect, test } from 'vitest'
import { parseStatement } from './parse-statement.ts'

describe('parseStatement', () => {
  test.each([
    ['SELECT 1', 'SELECT 1', '', null],
    ['SELECT 1 FORMAT CSV;', 'SELECT 1 FORMAT CSV', '', 'CSV'],
    ['SELECT 1 SETTINGS a = 1, b = {x} FORMAT CSV', 'SELECT 1  FORMAT CSV', 'a = 1, b = {x}', 'CSV'],
    ['SELECT 1 FORMAT CSV SETTINGS a = 1', 'SELECT 1 FORMAT CSV ', 'a = 1', 'CSV'],
    ["SELECT 1 SETTINGS a = 'x FORMAT y'", 'SELECT 1 ', "a = 'x FORMAT y'", null],
    ['SELECT * FROM (SELECT 1 SETTINGS a = 1)', 'SELECT * FROM (SELECT 1 SETTINGS a = 1)', '', null],
    ['SELECT settings, format FROM t', 'SELECT settings, format FROM t', '', null],
    ['(SELECT 1) UNION ALL (SELECT 2)', '(SELECT 1) UNION ALL (SELECT 2)', '', null],
  ])('read: %s', (sql, text, settings, format) => {
    expect(parseStatement(sql)).toMatchObject({ kind: 'read', sql: text, settings, format })
  })

  test.each([
    ['INSERT INTO t FORMAT JSONEachRow', 'INSERT INTO t ', '', 'JSONEachRow', ''],
    ['INSERT INTO t (a, format) SETTINGS x = 1 FORMAT CSV\n1,2', 'INSERT INTO t (a, format) ', 'x = 1', 'CSV', '1,2'],
    ["INSERT INTO format.values VALUES (1, 'a;b')", 'INSERT INTO format.values ', '', 'Values', " (1, 'a;b')"],
    ['INSERT INTO TABLE t FORMAT TSV \r\n\n1', 'INSERT INTO TABLE t ', '', 'TSV', '\n1'],
    ['INSERT INTO t FORMAT JSONEachRow {"a": "it\'s"}', 'INSERT INTO t ', '', 'JSONEachRow', '{"a": "it\'s"}'],
  ])('insert: %s', (sql, target, settings, format, data) => {
    const statement = parseStatement(sql)
    expect(statement).toMatchObject({ kind: 'insert', target, settings, format })
    expect(statement.kind === 'insert' ? sql.slice(statement.dataStart) : null).toBe(data)
  })

  test.each([
    'INSERT INTO t SELECT * FROM u FORMAT Null',
    'INSERT INTO t (a) WITH 1 AS x SELECT x',
    'ALTER TABLE t DELETE WHERE 1',
    'DROP TABLE t;',
  ])('write: %s', (sql) => {
    expect(parseStatement(sql)).toMatchObject({ kind: 'write', sql: sql.replace(';', '') })
  })

  test.each([
    '',
    ' -- nothing',
    'SELECT 1; SELECT 2',
    'INSERT INTO t SETTINGS a = 1; DROP TABLE t FORMAT CSV',
    '1 + 1',
    'GRANT ALL ON *.* TO x',
    'INSERT INTO t FORMAT',
  ])('refused: %j', (sql) => {
    expect(() => parseStatement(sql)).toThrow(/Syntax error/)
  })
})
