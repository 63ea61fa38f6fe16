import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE = 90_000;

/** The built program and its first arguments, a list in JSON; without it `./pawl`. */
const [PROGRAM = "", ...FIRST] = JSON.parse(process.env["PAWL_PROGRAM"] ?? '["../pawl"]') as string[];

/** `pawl demo` in a folder of its own, which may be stopped and started again at the same port. */
export class Demo {
  readonly folder = mkdtempSync(join(tmpdir(), "pawl-dashboard-"));
  readonly #options: string[];
  #process: ChildProcess | null = null;
  /** Where it is, and where it is found. */
  #port = 0;
  #home = 0;

  private constructor(options: string[]) {
    this.#options = options;
  }

  /** Makes a key of the API, and adds it to a file of keys. */
  static key(file: string, name: string, ...options: string[]): string {
    const made = spawnSync(PROGRAM, [...FIRST, "key", name, ...options], { encoding: "utf8" });
    appendFileSync(file, made.stdout);
    const key = /pawl_[0-9a-f]+/.exec(made.stderr)?.[0];
    if (!key) throw new Error(`pawl key: ${made.stderr}`);
    return key;
  }

  static async start(...options: string[]): Promise<Demo> {
    const demo = new Demo(options);
    await demo.again();
    return demo;
  }

  get address(): string {
    return `http://localhost:${this.#port}/`;
  }

  /** Starts it, or starts it again where it was. */
  async again(): Promise<void> {
    await this.#run(this.#home);
    this.#home = this.#port;
  }

  /** Starts it where nobody looks for it: it goes on, and for those who know its address it is away. */
  elsewhere(): Promise<void> {
    return this.#run(0);
  }

  /** Lets its market go ahead, many times as fast, until something holds; then it goes on at its own speed where it was. */
  async ahead(speed: number, holds: () => Promise<boolean>): Promise<void> {
    await this.stop();
    await this.#run(this.#home, ["--speed", String(speed)]);
    while (!(await holds())) await new Promise((later) => setTimeout(later, 500));
    await this.stop();
    await this.again();
  }

  async #run(port: number, options = this.#options): Promise<void> {
    const program = spawn(PROGRAM, [...FIRST, "demo", "--dir", this.folder, "--port", String(port), ...options], { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = program;
    let said = "";
    this.#port = await new Promise<number>((found, failed) => {
      const timer = setTimeout(() => failed(new Error(`pawl demo does not serve: ${said}`)), PATIENCE);
      const read = (text: Buffer) => {
        said = (said + text.toString()).slice(-10_000);
        const port = /https?:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(said)?.[1];
        if (port) {
          clearTimeout(timer);
          found(Number(port));
        }
      };
      program.stdout.on("data", read);
      program.stderr.on("data", read);
      program.on("exit", (code) => failed(new Error(`pawl demo ended with ${code}: ${said}`)));
      program.on("error", failed);
    }).catch((error: unknown) => {
      program.kill("SIGKILL");
      throw error;
    });
  }

  /** Lets it stand still, connections and all, until the function that it returns is called. */
  freeze(): () => void {
    const program = this.#process;
    program?.kill("SIGSTOP");
    return () => program?.kill("SIGCONT");
  }

  async stop(): Promise<void> {
    const program = this.#process;
    this.#process = null;
    if (!program || program.exitCode !== null) return;
    const ended = new Promise((done) => program.once("exit", done));
    program.kill("SIGTERM");
    await ended;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async get<T>(path: string): Promise<T> {
    const answer = await fetch(new URL(`api/v1/${path}`, this.address));
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
