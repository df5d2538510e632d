import { refusalOf } from '#clickhouse/tables/insert-fault.ts'

type Options = {
  /** Called when a write failed and the one before had not. */
  onTrouble: () => void
}

/** Whether the database stores what it is given, as the last write tells: it may answer and have no space left. */
export class StoreHealth {
  private readonly options: Options
  private trouble: string | null = null

  constructor(options: Options) {
    this.options = options
  }

  /** Null while all is well; else a sentence that names no path and no statement. */
  get problem(): string | null {
    return this.trouble
  }

  stored(): void {
    this.trouble = null
  }

  failed(error: unknown): void {
    const wasWell = this.trouble === null
    this.trouble = problemOf(error)
    if (wasWell) this.options.onTrouble()
  }
}

const problems = new Map<string, string>([
  ['75', 'the database cannot write to its disk'],
  ['204', 'the database cannot sync to its disk'],
  ['243', 'the database has no space left on its disk'],
])

function problemOf(error: unknown): string {
  const refusal = refusalOf(error)
  if (refusal === null) return 'the database did not take the last write'
  return problems.get(refusal.code) ?? `the database cannot store what it is given (${refusal.name})`
}
