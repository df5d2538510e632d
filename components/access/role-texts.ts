import type { Role } from '#lib/domain/access/role.ts'

type RoleText = { value: Role; label: string; meaning: string }

/** The roles as people read them, from the smallest to the largest. */
export const roleTexts: readonly RoleText[] = [
  { value: 'viewer', label: 'Viewer', meaning: 'Reads runs, sessions and views.' },
  { value: 'editor', label: 'Editor', meaning: 'Also saves views, shares runs by link and reads the history.' },
  { value: 'admin', label: 'Admin', meaning: 'Also manages members, keys and the project.' },
]

export function roleLabel(role: Role): string {
  return roleTexts.find(({ value }) => value === role)?.label ?? role
}
