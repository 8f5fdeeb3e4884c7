import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type Ref,
  type UIEvent,
} from 'react';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type GoalAlign, ListGoal } from './list-goal.ts';
import styles from './virtual-list.module.css';

export interface VirtualListHandle {
  /** `center`: in the middle of the view; by default only as far as it must. Below 0 there is nothing to go to. */
  scrollToIndex: (index: number, align?: GoalAlign) => void;
  scrollToEnd: () => void;
}

/** What an item's outermost element must carry so that it can be placed and measured. */
export interface ItemSlot {
  index: number;
  measure: (node: HTMLElement | null) => void;
}

/** Where a list was left: px from its top, and the heights that were measured. */
export interface ScrollPlace {
  top: number;
  sizes: VirtualItem[];
}

interface VirtualListProps {
  count: number;
  keyOf: (index: number) => string;
  /** Height in px until the item has been measured. */
  estimate: (index: number) => number;
  children: (slot: ItemSlot) => ReactNode;
  /** `end`: opens at the bottom, stays there while new items come, and older ones are put before without a jump. */
  anchor?: 'start' | 'end';
  /** With `end`, where to begin instead: at an earlier place, or else at this item. */
  place?: ScrollPlace | null;
  startAt?: number | null;
  startAlign?: 'start' | 'center';
  /** With `end`: whether its last item is the last there is. Until then nothing pulls the view to the end. */
  follows?: boolean;
  /** Called when the list goes away; null when it was at its end. */
  onLeave?: (place: ScrollPlace | null) => void;
  onNearStart?: (() => void) | undefined;
  onNearEnd?: (() => void) | undefined;
  onAtEndChange?: ((atEnd: boolean) => void) | undefined;
  /** Attributes of the scrolling element and of the element that holds the items. */
  scroller?: ComponentProps<'div'>;
  holder?: ComponentProps<'div'>;
  handle?: Ref<VirtualListHandle>;
}

const near = 20;
const endThresholdPx = 60;

/** The class that an item's outermost element adds to its own. */
export const virtualItem = styles.item;

/** The one list of the app: only what can be seen is in the document, however long it is. Mount it with its items. */
export function VirtualList(props: VirtualListProps) {
  const { count, keyOf, estimate, anchor = 'start', place = null, startAlign = 'start' } = props;
  const startAt = place === null ? (props.startAt ?? null) : null;
  const follows = anchor === 'end' && (props.follows ?? true);
  const { onLeave, onNearStart, onNearEnd, onAtEndChange } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  // Its functions are stable and read the current state; nothing here is memoised by the React Compiler.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count,
    getScrollElement: () => scrollRef.current,
    getItemKey: keyOf,
    estimateSize: estimate,
    overscan: 8,
    anchorTo: anchor,
    followOnAppend: follows,
    scrollEndThreshold: endThresholdPx,
    paddingEnd: 12,
    // Past every end, so that the first range is the last one: nothing at the top is rendered or asked for.
    initialOffset: place?.top ?? (anchor === 'end' ? Number.MAX_SAFE_INTEGER : 0),
    initialMeasurementsCache: place?.sizes ?? [],
    // Positions are written to the elements directly: scrolling renders nothing until the visible range changes.
    directDomUpdates: true,
  });

  // True until the reader scrolls up. Growth is not scrolling: while measured heights replace estimates, while the
  // composer grows or the window is resized, the end stays in view.
  const isAtEnd = useRef(place === null && startAt === null);
  const isFollowing = useRef(follows);
  useEffect(() => {
    isFollowing.current = follows;
  }, [follows]);
  const lastTop = useRef(place?.top ?? 0);
  const [goal] = useState(() => new ListGoal(virtualizer));
  useLayoutEffect(() => goal.follow(count, keyOf), [goal, count, keyOf]);
  useImperativeHandle(props.handle, () => ({
    scrollToIndex: (index, align = 'auto') => {
      if (index < 0) return;
      goal.go(keyOf(index), index, align);
      // At once: what is measured on the way comes before the scroll is heard of, and would pull it back to the end.
      if (!showsEnd(scrollRef.current)) isAtEnd.current = false;
    },
    scrollToEnd: () => {
      goal.end();
      virtualizer.scrollToEnd();
    },
  }));
  // What is only wanted once, at the beginning and at the end of the list's life.
  const first = useRef(startAt === null ? null : { key: keyOf(startAt), index: startAt });
  const firstAlign = useRef(startAlign);
  const leave = useRef(onLeave);
  // Nothing is asked for while it goes to where it begins.
  const [isSettled, setIsSettled] = useState(startAt === null);
  useLayoutEffect(() => {
    const scroller = scrollRef.current;
    const left = leave.current;
    if (anchor !== 'end' || scroller === null) return undefined;
    if (first.current !== null) {
      goal.go(first.current.key, first.current.index, firstAlign.current, () => setIsSettled(true));
    }
    const observer = new ResizeObserver(() => isAtEnd.current && isFollowing.current && virtualizer.scrollToEnd());
    for (const element of [scroller, ...scroller.children]) observer.observe(element);
    return () => {
      observer.disconnect();
      goal.end();
      left?.(isAtEnd.current ? null : { top: lastTop.current, sizes: virtualizer.takeSnapshot() });
    };
  }, [anchor, goal, virtualizer]);
  // Read from the element: the virtualizer hears of a scroll only after this.
  const onScroll = ({ currentTarget: scroller }: UIEvent<HTMLDivElement>) => {
    const isUp = scroller.scrollTop < lastTop.current;
    lastTop.current = scroller.scrollTop;
    if (follows && showsEnd(scroller)) isAtEnd.current = true;
    else if (isUp) isAtEnd.current = false;
    onAtEndChange?.(isAtEnd.current);
  };

  const items = virtualizer.getVirtualItems();
  const top = items[0]?.index;
  const last = items.at(-1)?.index;
  // A list that begins at an item may show its end, too: nobody has scrolled then, and nobody need to.
  useEffect(() => {
    if (isSettled && isFollowing.current && showsEnd(scrollRef.current)) isAtEnd.current = true;
  }, [isSettled]);
  useEffect(() => {
    if (!isSettled) return;
    if (top !== undefined && top < near) onNearStart?.();
    if (last !== undefined && last >= count - near) onNearEnd?.();
  }, [isSettled, top, last, count, onNearStart, onNearEnd]);

  const { className, ...scroller } = props.scroller ?? {};
  const letGo = () => goal.end();
  return (
    <div
      {...scroller}
      ref={scrollRef}
      className={`${styles.scroller} ${className ?? ''}`}
      data-anchor={anchor}
      onScroll={anchor === 'end' ? onScroll : undefined}
      onWheelCapture={letGo}
      onTouchStartCapture={letGo}
      onPointerDownCapture={letGo}
      onKeyDownCapture={letGo}
    >
      <div {...props.holder} ref={virtualizer.containerRef} className={styles.holder}>
        {items.map((item) => props.children({ index: item.index, measure: virtualizer.measureElement }))}
      </div>
    </div>
  );
}

const showsEnd = (scroller: HTMLDivElement | null): boolean =>
  scroller !== null && scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop <= endThresholdPx;
