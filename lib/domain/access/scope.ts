import { AppError } from '../errors.ts'

/** What of a project is seen; an empty list means everything, rows that name none included. */
type Bounds = { tenants?: readonly string[]; environments?: readonly string[] }

type Row = { project: string; tenant: string | null; environment: string | null }

/** The rows that a query may see. Only `scopeOf` makes one (a test sees to it): whoever has one was asked for it. */
export class Scope {
  readonly project: string
  readonly tenants: readonly string[]
  readonly environments: readonly string[]
  /** Keeps an object that merely looks alike from being one. */
  declare private readonly made: true

  constructor(project: string, { tenants = [], environments = [] }: Bounds) {
    this.project = project
    this.tenants = tenants
    this.environments = environments
  }

  get isWholeProject(): boolean {
    return this.tenants.length === 0 && this.environments.length === 0
  }

  /** The same text for the same rows, for what is kept of an answer. */
  get key(): string {
    return JSON.stringify([this.project, this.tenants, this.environments])
  }

  shows({ project, tenant, environment }: Row): boolean {
    return project === this.project && isAmong(this.tenants, tenant) && isAmong(this.environments, environment)
  }

  /** What is kept of a project as a whole cannot be told apart: who sees a part of it sees none of that. */
  requireWholeProject(): void {
    if (this.isWholeProject) return
    throw new AppError(
      'forbidden',
      'This is known of the whole project only, and this key is bound to one tenant or environment.',
    )
  }
}

function isAmong(names: readonly string[], name: string | null): boolean {
  return names.length === 0 || (name !== null && names.includes(name))
}
