import { describe, expect, it } from 'vitest'
import { ProjectId } from '#lib/domain/project.ts'
import { projectIdOf } from './project-id-of.ts'

describe('projectIdOf', () => {
  it.each([
    ['Support agents', 'support-agents'],
    ['  Qualität & Tests ', 'qualitat-tests'],
    ['v2 (new)', 'v2-new'],
    [`${'x'.repeat(62)} y`, 'x'.repeat(62)],
  ])('makes of "%s" an id', (name, id) => {
    expect(projectIdOf(name)).toBe(id)
    expect(ProjectId.safeParse(id).success).toBe(true)
  })

  it('leaves it to the reader where nothing fits', () => {
    expect(projectIdOf('客服')).toBe('')
  })
})
