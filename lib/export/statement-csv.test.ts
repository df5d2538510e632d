import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { buildStatement } from '#lib/chargeback/build-statement.ts'
import { defaultChargeback, type StatementFigures } from '#lib/domain/statement.ts'
import { formatUsd, parseUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { readCsv } from './csv-test-support.ts'
import { statementCsv, statementCsvColumns } from './statement-csv.ts'

/** Names that some spreadsheet takes for a formula, a link, a command or the end of a cell. */
const names = [
  '=1+1',
  '@SUM(1+1)',
  '-2+3',
  '+2-3',
  `=HYPERLINK("http://127.0.0.1/"&A1,"see")`,
  `=cmd|' /C calc'!A0`,
  '\t=1+1',
  'a;=1+1',
  'two\r\nlines, and =1+1',
  '"quoted"',
  '＝1+1',
  'acme',
]

const figures = (amount: bigint): StatementFigures => ({
  runs: 3,
  successfulRuns: 2,
  tokens: { inputUncached: 1, cacheRead: 2, cacheWrite: 3, output: 4, reasoning: 1 },
  costUsd: formatUsd(amount),
  unpricedCalls: 5,
  unpricedTokens: 6,
  partialCalls: 7,
})

const statement = buildStatement({
  from: '2026-10-31T23:00:00.000Z',
  to: '2026-11-30T23:00:00.000Z',
  settings: {
    ...defaultChargeback,
    timeZone: 'Europe/Berlin',
    levels: ['model', 'feature'],
    markupPercent: '-12.5',
    sharedCosts: names.map((name) => ({ name, amountUsd: '0.01', key: 'cost' as const })),
    currency: { code: 'EUR', usdRate: '0.857142' },
  },
  versions: { prices: [], rules: [], mappings: [] },
  tenants: [...names, null].map((tenant, number) => {
    const amount = 10n ** BigInt(number) + 7n
    const lines = [
      { path: [tenant], ...figures(amount) },
      { path: [tenant, null], ...figures(amount - 5n) },
      { path: [tenant, 'chat'], ...figures(5n) },
    ]
    return { tenant, ...figures(amount), lines }
  }),
  previous: new Map([['acme', '0.000000000001']]),
})
const csv = [...statementCsv({ statementId: '2026-11', version: 2, statement })].join('')

describe('a statement as CSV', () => {
  const [header = [], ...rows] = readCsv(csv)
  const column = (name: string, of: string) =>
    rows.filter(([row]) => row === of).map((cells) => cells[header.indexOf(name)] ?? '')

  it('has the header that is documented', async () => {
    expect(header).toEqual(statementCsvColumns)
    expect(await readFile('docs/chargeback.md', 'utf8')).toContain(`\`${header.join(',')}\``)
  })

  it('adds up in each of its sorts of rows, to the last digit', () => {
    const { total } = statement
    for (const of of ['total', 'tenant', 'line', 'subline'])
      expect(sumUsd(column('costUsd', of)), of).toBe(total.costUsd)
    for (const name of ['sharedUsd', 'markupUsd', 'totalUsd'])
      expect(sumUsd(column(name, 'tenant'))).toBe(column(name, 'total')[0])
    expect(sumUsd(column('sharedUsd', 'shared'))).toBe(total.sharedUsd)
    const cents = column('totalInCurrency', 'tenant').reduce((sum, text) => sum + (parseUsd(text) ?? 0n), 0n)
    expect(formatUsd(cents)).toBe(`${total.totalInCurrency}0000000000`)
  })

  it('names levels, shared costs and the runs of nobody each in a place of their own', () => {
    expect(column('tenant', 'tenant').at(-1)).toBe('')
    expect(new Set(column('sharedCost', 'shared')).size).toBe(names.length)
    expect(column('model', 'subline')).toHaveLength(26)
    expect(new Set(column('feature', 'subline'))).toEqual(new Set(['', 'chat']))
    expect([...column('feature', 'line'), ...column('agent', 'subline')].join('')).toBe('')
    expect(column('previousCostUsd', 'tenant').filter((text) => text !== '')).toEqual(['0.000000000001'])
  })

  it('has no cell that begins a formula', () => {
    const texts = rows.flatMap((cells) => cells.filter((cell) => cell !== '' && !/^-?\d+(\.\d+)?$/.test(cell)))
    expect(texts.filter((cell) => /^[\s;]*[=+@＝-]/.test(cell))).toEqual([])
    expect(texts).toContain("'=1+1")
  })
})

/** Debian: libreoffice-calc. */
const office = process.env['TACHO_TEST'] === 'full' && hasOffice()

describe.runIf(office)('LibreOffice', () => {
  it('opens it without a formula, and its numbers add up', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tacho-office-'))
    try {
      await writeFile(join(folder, 'statement.csv'), csv)
      // Comma, double quote, UTF-8, from line 1; the last one: what looks like a formula is one.
      const reading = '--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true'
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const converting = ['--headless', profile, reading, '--convert-to', 'fods', '--outdir', folder]
      await promisify(execFile)('soffice', [...converting, join(folder, 'statement.csv')])
      const sheet = await readFile(join(folder, 'statement.fods'), 'utf8')
      expect(sheet).not.toContain('table:formula')
      const [header = [], ...rows] = sheetRows(sheet)
      expect(header).toEqual(statementCsvColumns)
      const total = header.indexOf('totalUsd')
      const ofTenants = rows.filter(([row]) => row === 'tenant')
      const sum = ofTenants.reduce((all, cells) => all + Number(cells[total]), 0)
      expect(Math.abs(sum / Number(statement.total.totalUsd) - 1)).toBeLessThan(1e-12)
      expect(ofTenants.map((cells) => cells[header.indexOf('tenant')])).toContain('&apos;=1+1')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

/** Numbers as they are kept, not as they are shown. */
function sheetRows(sheet: string): string[][] {
  const [, table = ''] = /<table:table [^>]*>([\s\S]*?)<\/table:table>/.exec(sheet) ?? []
  return [...table.matchAll(/<table:table-row[^>]*>([\s\S]*?)<\/table:table-row>/g)].map(([, row = '']) =>
    [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)].flatMap(
      ([, attributes = '', content = '']) => {
        const [, value] = /office:value="([^"]+)"/.exec(attributes) ?? []
        const [, repeated = '1'] = /number-columns-repeated="(\d+)"/.exec(attributes) ?? []
        const text = value ?? content.replaceAll(/<[^>]+>/g, '').trim()
        return Array.from({ length: Math.min(Number(repeated), 100) }, () => text)
      },
    ),
  )
}

function hasOffice(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
