/** A tenant in an address: `-` is none, as in filters of runs, and a backslash takes it literally. */
export function tenantParam(tenant: string | null): string {
  if (tenant === null) return '-'
  return tenant === '-' || tenant.startsWith('\\') ? `\\${tenant}` : tenant
}

export function tenantOfParam(text: string): string | null {
  if (text === '-') return null
  return text.startsWith('\\') ? text.slice(1) : text
}
