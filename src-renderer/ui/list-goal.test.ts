import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ListGoal } from './list-goal.ts';

// A list of items of 10 px; it goes to a number, as the virtualizer does, and is there a frame later.
let keys: string[];
let top: number;
let frames: (() => void)[];
const list = {
  get scrollOffset() {
    return top;
  },
  getOffsetForIndex: (index: number) => [index * 10, 'start'] as const,
  scrollToIndex: vi.fn((index: number) => void frames.push(() => (top = index * 10))),
};
const goal = () => new ListGoal(list as unknown as ConstructorParameters<typeof ListGoal>[0]);
const keyOf = (index: number) => keys[index] ?? '';
const put = (subject: ListGoal, ...older: string[]) => {
  keys.unshift(...older);
  subject.follow(keys.length, keyOf);
};
const draw = (times = 1) => {
  for (let time = 0; time < times; time++) for (const frame of frames.splice(0)) frame();
};

beforeEach(() => {
  keys = ['a', 'b', 'c', 'd'];
  top = 0;
  frames = [];
  list.scrollToIndex.mockClear();
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.splice(id - 1, 1, () => undefined));
});
afterEach(() => vi.unstubAllGlobals());

it('goes to its item, wherever it is by then', () => {
  const subject = goal();
  const onDone = vi.fn();
  subject.go('c', 2, 'start', onDone);
  put(subject, 'x', 'y');
  draw();
  put(subject, 'z');
  draw(10);
  expect(keyOf(top / 10)).toBe('c');
  expect(onDone).toHaveBeenCalledOnce();
});

it('is done once it stands there, and then leaves the list alone', () => {
  const subject = goal();
  const onDone = vi.fn();
  subject.go('c', 2, 'start', onDone);
  draw(3);
  expect(onDone).not.toHaveBeenCalled();
  draw(3);
  expect(onDone).toHaveBeenCalledOnce();
  put(subject, 'x');
  expect(list.scrollToIndex).toHaveBeenCalledOnce();
  expect(frames).toEqual([]);
});

it('gives way to somebody who scrolls', () => {
  const subject = goal();
  const onDone = vi.fn();
  subject.go('c', 2, 'start', onDone);
  subject.end();
  put(subject, 'x');
  expect(list.scrollToIndex).toHaveBeenCalledOnce();
  expect(onDone).toHaveBeenCalledOnce();
});

it('is done at the last item of several it was sent to', () => {
  const subject = goal();
  const onDone = vi.fn();
  subject.go('b', 1, 'start', onDone);
  subject.go('d', 3, 'center');
  expect(onDone).not.toHaveBeenCalled();
  draw(10);
  expect(keyOf(top / 10)).toBe('d');
  expect(onDone).toHaveBeenCalledOnce();
});

it('ends when its item is gone, and does not wait for ever', () => {
  const gone = goal();
  gone.go('c', 2, 'start');
  keys = ['a', 'b'];
  gone.follow(keys.length, keyOf);
  draw(2);
  expect(frames).toEqual([]);

  vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(6_000);
  const onDone = vi.fn();
  const stuck = goal();
  list.scrollToIndex.mockImplementationOnce(() => undefined);
  stuck.go('b', 1, 'start', onDone);
  draw(2);
  expect(onDone).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
});
