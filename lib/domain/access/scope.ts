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
}
