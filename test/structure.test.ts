import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))
const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file))

type Rule = { importer: RegExp; mayImport: RegExp; unless?: RegExp }

const pure =
  /^lib\/(normalise|attribution|run|run-view|export|pricing|anomaly|replay|chargeback|budget|audit|format|time)\//
const domain = /^lib\/(domain|semconv)\//

/** The first rule whose `importer` matches a file decides what of ours the file may import. */
const rules: Rule[] = [
  { importer: /^lib\/domain\//, mayImport: /^lib\/domain\// },
  { importer: /^lib\/semconv\//, mayImport: /^lib\/semconv\// },
  { importer: pure, mayImport: new RegExp(`${pure.source}|${domain.source}`) },
  { importer: /^lib\/paths\.ts$/, mayImport: domain },
  { importer: /^lib\/api\//, mayImport: /^lib\/(api|domain|format)\/|^lib\/paths\.ts$/ },
  { importer: /^lib\/(cli|demo)\//, mayImport: /^(lib|ingest|clickhouse)\// },
  {
    importer: /^lib\/server\/(env|log|keys|projects|notify)/,
    mayImport: /^(lib|clickhouse)\//,
    unless: /^lib\/server\/services\//,
  },
  { importer: /^lib\/server\//, mayImport: /^(lib|clickhouse)\//, unless: /^lib\/(cli|demo)\// },
  {
    importer: /^clickhouse\//,
    mayImport: /^clickhouse\/|^lib\/domain\/|^lib\/server\/(env|log|process-lock)\.ts$|^lib\/pricing\/fixed-usd\.ts$/,
  },
  {
    importer: /^ingest\//,
    mayImport: /^(ingest|clickhouse|lib)\//,
    unless:
      /^lib\/(api|cli|demo|run-view)\/|^lib\/server\/(?!env|log|keys|projects|notify|price-books|attribution-rules|derivation-orders|end-with-parent|access\/owner)/,
  },
  { importer: /^components\/ui\//, mayImport: /^components\/ui\// },
  {
    importer: /^components\//,
    mayImport: /^(components|lib)\/|^app\/globals\.css$/,
    unless: /^lib\/(server|cli|demo)\//,
  },
  { importer: /^app\/.*client\.tsx$/, mayImport: /^(app|components|lib)\//, unless: /^lib\/(server|cli|demo)\// },
  { importer: /^app\//, mayImport: /^(app|components|lib)\// },
  { importer: /^(proxy|instrumentation|next\.config)\.ts$/, mayImport: /^lib\// },
  { importer: /^test\//, mayImport: /./ },
  { importer: /\.config\.(ts|mjs)$/, mayImport: /^lib\// },
]

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/(?:from\s+|import\s+|import\()'([^']+)'/g)
  return [...found].flatMap(([, name]) => {
    if (name === undefined) return []
    if (name.startsWith('#')) return [name.slice(1)]
    return name.startsWith('.') ? [normalize(join(dirname(file), name))] : []
  })
}

/**
 * What the web process may read without a scope: configuration, uses of keys, sign-ins and guesses, states of our processes, damaged
 * parts of tables.
 * `load-run-records` takes runs that a scope shows; `try-pattern` reads no table.
 */
const unscopedReads: ReadonlySet<string> = new Set([
  'clickhouse/queries/config/config-history-values.ts',
  'clickhouse/queries/config/config-version.ts',
  'clickhouse/queries/config/list-config-history.ts',
  'clickhouse/queries/config/list-config.ts',
  'clickhouse/queries/config/newest-config.ts',
  'clickhouse/queries/config/versions-of-config.ts',
  'clickhouse/queries/config/write-config.ts',
  'clickhouse/queries/damage/set-aside-parts.ts',
  'clickhouse/queries/spans/load-run-records.ts',
  'clickhouse/queries/spans/try-pattern.ts',
  'clickhouse/tables/key-uses.ts',
  'clickhouse/tables/lost-runs.ts',
  'clickhouse/tables/sign-in-guesses.ts',
  'clickhouse/tables/sign-ins.ts',
  'clickhouse/tables/statements.ts',
  'clickhouse/tables/worker-state.ts',
])

/** Whether a module of clickhouse/ defines a system query, or imports one that does. */
function readsUnscoped(file: string, seen = new Set<string>()): boolean {
  if (!/^clickhouse\/(queries|tables)\//.test(file) || seen.has(file) || !existsSync(file)) return false
  seen.add(file)
  const isOwn = /\bdefineSystem\w*Query\(/.test(readFileSync(file, 'utf8'))
  return isOwn || importsOf(file).some((target) => !unscopedReads.has(target) && readsUnscoped(target, seen))
}

describe('layout', () => {
  it('has only the agreed top-level folders', () => {
    const allowed = new Set(['app', 'components', 'lib', 'ingest', 'clickhouse', 'test', 'public', 'docs', '.ci'])
    const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.slice(0, file.indexOf('/'))))
    expect([...folders].filter((folder) => !allowed.has(folder))).toEqual([])
  })

  it('names files in kebab-case', () => {
    const odd = sources.filter((file) => !/(^|\/)(\[[a-zA-Z]+\]|[a-z0-9-]+|\.[a-z]+)(\.[a-z0-9-]+)*\.tsx?$/.test(file))
    expect(odd).toEqual([])
  })

  it('keeps the short README of each folder short', () => {
    for (const folder of ['app', 'components', 'lib', 'ingest', 'clickhouse', 'test']) {
      const lines = readFileSync(`${folder}/README.md`, 'utf8').trimEnd().split('\n')
      expect(lines.length, folder).toBeLessThanOrEqual(30)
    }
  })

  it('has no barrels and no drawers', () => {
    expect(
      sources.filter((file) => /(^|\/)(utils|helpers|common|misc)\.tsx?$/.test(file) && file !== 'test/e2e/utils.ts'),
    ).toEqual([])
    const barrels = sources.filter(
      (file) => /(^|\/)index\.ts$/.test(file) && /^export \* from/m.test(readFileSync(file, 'utf8')),
    )
    expect(barrels).toEqual([])
  })
})

describe('imports', () => {
  it('go only where the layout allows, and nothing imports test/', () => {
    const wrong = sources.flatMap((file) => {
      const rule = rules.find(({ importer }) => importer.test(file))
      if (rule === undefined) return [`${file}: no rule for this file`]
      return importsOf(file)
        .filter((target) => !rule.mayImport.test(target) || rule.unless?.test(target) === true)
        .filter((target) => !(file.startsWith('test/') && target.startsWith('test/')))
        .map((target) => `${file} → ${target}`)
    })
    expect(wrong).toEqual([])
  })

  it('say the extension', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => !/\.(tsx?|css|json|proto|mjs)$/.test(target) && !existsSync(target))
        .map((target) => `${file} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('keep a scope to its one maker', () => {
    const makers = sources.filter((file) => /new Scope\(/.test(readFileSync(file, 'utf8')))
    expect(makers).toEqual(['lib/server/access/scope-of.ts'])
  })

  it('let the web process read only through a scope, but for what is listed', () => {
    const wrong = sources
      .filter((file) => /^(app|lib\/server)\//.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => readsUnscoped(target) && !unscopedReads.has(target))
          .map((target) => `${file} → ${target}`),
      )
    expect(wrong).toEqual([])
  })

  it('send statements from clickhouse/ only', () => {
    const wrong = sources.filter(
      (file) =>
        /^(app|lib|ingest)\//.test(file) &&
        /\b(db|database)\s*\.(query|stream|native)\(/.test(readFileSync(file, 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  it('keep SQL in clickhouse/', () => {
    const sql = /\b(SELECT\s+[\s\S]{1,400}\bFROM\b|INSERT INTO|CREATE TABLE|ALTER TABLE)\b/
    const outside = sources.filter((file) => !/^(clickhouse|test)\//.test(file))
    expect(outside.filter((file) => sql.test(readFileSync(file, 'utf8')))).toEqual([])
  })
})
