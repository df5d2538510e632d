import { AppError } from '../errors.ts'

/** The rows that a query may see. Only `scopeOf` makes one (a test sees to it): whoever has one was asked for it. */
export class Scope {
  readonly project: string
  /** Tenants whose rows are seen; empty means all, rows without tenant included. */
  readonly tenants: readonly string[]
  /** Keeps an object that merely looks alike from being one. */
  declare private readonly made: true

  constructor(project: string, tenants: readonly string[]) {
    this.project = project
    this.tenants = tenants
  }

  get isWholeProject(): boolean {
    return this.tenants.length === 0
  }

  shows({ project, tenant }: { project: string; tenant: string | null }): boolean {
    return project === this.project && (this.isWholeProject || (tenant !== null && this.tenants.includes(tenant)))
  }

  /** What is kept of a project as a whole cannot be told apart by tenant: who sees one tenant sees none of it. */
  requireWholeProject(): void {
    if (this.isWholeProject) return
    throw new AppError('forbidden', 'This is known of the whole project only, and this key is bound to one tenant.')
  }
}
