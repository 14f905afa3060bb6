import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A program that runs until it ends, and the JSON that it wrote. `nodeArgs`: options of Node, then the program and its arguments. */
export async function jsonOf<T>(...nodeArgs: string[]): Promise<T> {
  const child = spawn(process.execPath, nodeArgs, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${nodeArgs.join(' ')} ended with ${code}`);
  return JSON.parse(text) as T;
}

/** From starting a program to the first that it writes to stdout, in ms; resolves when it has ended. */
export async function msToFirstWord(env: Record<string, string>, ...nodeArgs: string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, nodeArgs, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  let first = 0;
  child.stdout.once('data', () => {
    first = performance.now() - start;
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || first === 0)
    throw new Error(`${nodeArgs.join(' ')} ended with ${code}${first === 0 ? ' and said nothing' : ''}`);
  return first;
}

export type Server = { url: string; pid: number; ms: number; stop: () => Promise<void> };

/** Starts a server that says its address on stderr; `out`: a file descriptor for its log. `ms`: from start to that line. */
export async function startServer(nodeArgs: string[], env: Record<string, string>, out: number): Promise<Server> {
  const start = performance.now();
  const child = spawn(process.execPath, nodeArgs, { env: { ...process.env, ...env }, stdio: ['ignore', out, 'pipe'] });
  const url = await addressSaid(child, nodeArgs.join(' '));
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { url, pid: child.pid as number, ms: performance.now() - start, stop };
}

async function addressSaid(child: ChildProcess, program: string): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      const url = /http:\/\/[^\s/]+(?=\/)/.exec(said)?.[0];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}:\n${said}`)));
  });
}

/** The memory of a process that is in RAM just now, in MB. */
export function rssMb(pid: number): number {
  return memory(pid, 'VmRSS') ?? Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** The most that it ever was; undefined where the system does not tell. */
export const peakMb = (pid: number): number | undefined => memory(pid, 'VmHWM');

function memory(pid: number, name: string): number | undefined {
  try {
    const kb = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined;
  }
}

/** Processor seconds that a process has used so far; undefined where the system does not tell. */
export function cpuSeconds(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}
