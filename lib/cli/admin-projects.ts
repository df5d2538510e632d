import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ProjectName } from '#lib/domain/project.ts'
import { createProject, listProjects, renameProject, requireProject } from '#lib/server/projects.ts'
import type { AdminCommand, OptionValues } from './admin-command.ts'

const actor = 'cli'

export const projectCommands: readonly AdminCommand[] = [
  {
    name: 'project create',
    says: 'Makes a project: what is sent with its keys is seen by its members alone.',
    argument: '<id>',
    options: ['name'],
    run: create,
  },
  {
    name: 'project rename',
    says: 'Gives a project another name; its id stays.',
    argument: '<id>',
    needed: ['name'],
    options: [],
    run: rename,
  },
  { name: 'project list', says: 'Lists projects: id and name.', argument: '', options: [], run: list },
]

async function create(db: Database, { name = '' }: OptionValues, id: string): Promise<string[]> {
  const project = await createProject(db, { project: id, name, actor, now: new Date() })
  return [
    `Project "${project.project}" is created. Make a key for it: npm run admin -- key create --project ${project.project}`,
  ]
}

async function rename(db: Database, values: OptionValues, id: string): Promise<string[]> {
  const name = ProjectName.safeParse(values.name)
  if (!name.success) throw new AppError('bad_request', '--name must be a text of 1 to 100 characters')
  const { version: expectedVersion } = await requireProject(db, id)
  const renamed = await renameProject(db, { project: id, name: name.data, expectedVersion, actor, now: new Date() })
  return [`Project "${renamed.project}" is called "${renamed.name}" now.`]
}

async function list(db: Database): Promise<string[]> {
  return (await listProjects(db)).map(({ project, name }) => `${project}\t${name}`)
}
