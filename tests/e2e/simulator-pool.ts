import { makeFolder, removeFolder } from '../support/folder.ts';
import { startSimulator, type Simulator } from '../support/simulator.ts';

/** Simulators that run on from journey to journey, as starting one takes as long as a short journey. Each begins anew. */
export class SimulatorPool {
  readonly #folder = makeFolder('e2e-simulators');
  readonly #all: Simulator[] = [];
  readonly #free: Simulator[] = [];

  async take(): Promise<Simulator> {
    const known = this.#free.pop();
    if (known?.child.isRunning()) {
      await known.restart();
      return known;
    }
    const simulator = await startSimulator({ folder: this.#folder, seed: 'e2e', flags: ['--read-rate', '0'] });
    this.#all.push(simulator);
    return simulator;
  }

  giveBack(simulator: Simulator): void {
    this.#free.push(simulator);
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map(({ child }) => child.stop()));
    removeFolder(this.#folder);
  }
}
