import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { describe, expect, test } from 'vitest'

const compose = readFileSync('docker-compose.yml', 'utf8')
const packageJson = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const dockerfile = readFileSync('Dockerfile', 'utf8')

describe('containers', () => {
  test('every port is published on this machine only', () => {
    const published = [...compose.matchAll(/^\s+ports: \[(.*)\]$/gm)].flatMap(([, list = '']) => list.split(','))
    expect(published).toHaveLength(3)
    for (const port of published) expect(port.trim()).toMatch(/^['"]127\.0\.0\.1:\d+:\d+['"]$/)
  })

  test('every image is pinned, and what runs is neither root nor able to write', () => {
    for (const [, image] of compose.matchAll(/image: (?:&\w+ )?(\S+:\S*)$/gm)) expect(image).toMatch(/:\d+(\.\d+){3}$/)
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-/m)
    expect(dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))).toMatch(/^USER node$/m)
    expect(compose).toContain('read_only: true')
    expect(compose).toContain('cap_drop: [ALL]')
  })

  test('a sign-in is needed, and the password of its owner comes by a secret', () => {
    expect(compose).toContain('TACHO_AUTH: ${TACHO_AUTH:-local}')
    expect(compose).toContain('TACHO_OWNER_PASSWORD_FILE: /run/secrets/owner_password')
    expect(compose).not.toMatch(/OWNER_PASSWORD:/)
  })

  test('the image has every package that ingest, worker and the commands import', () => {
    const kept = / (@clickhouse\/client .*) " in/.exec(dockerfile)?.[1]?.split(' ') ?? []
    const files = execFileSync('git', ['ls-files', 'clickhouse', 'ingest', 'lib/cli', 'lib/demo', 'lib/normalise'])
      .toString()
      .split('\n')
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
    const imported = new Set(
      files.flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/\bfrom '((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name]) => name),
      ),
    )
    const needed = Object.keys(packageJson.dependencies).filter((name) => imported.has(name))
    expect(needed).toContain('protobufjs')
    expect(needed.filter((name) => !kept.includes(name))).toEqual([])
  })
})
