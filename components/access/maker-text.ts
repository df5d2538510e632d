type Made = {
  /** As it is stored: `user:<id>`, or a process such as `cli`. */
  createdBy: string
  createdByName: string | null
}

/** Who made something, as people read it. */
export function makerText({ createdBy, createdByName }: Made): string {
  if (createdByName !== null) return createdByName
  switch (createdBy) {
    case '':
      return 'unknown'
    case 'cli':
      return 'command line'
    case 'local':
      return 'this machine'
    default:
      if (createdBy.startsWith('user:')) return 'a former user'
      return createdBy.startsWith('key:') ? 'an API key' : createdBy
  }
}
