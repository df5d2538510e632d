import { describe, expect, it } from 'vitest'
import { homeProject } from './last-project.ts'

describe('the project that home leads to', () => {
  const open = [{ project: 'billing' }, { project: 'default' }]

  it('is the last one, where it is still open', () => {
    expect(homeProject(open, 'billing')).toEqual({ project: 'billing' })
    expect(homeProject(open, 'closed')).toEqual({ project: 'default' })
  })

  it('is the default one, else the first', () => {
    expect(homeProject(open, undefined)).toEqual({ project: 'default' })
    expect(homeProject([{ project: 'billing' }], undefined)).toEqual({ project: 'billing' })
    expect(homeProject([], 'billing')).toBeUndefined()
  })
})
