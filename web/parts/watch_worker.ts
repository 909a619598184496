/** Milliseconds after which a worker is asked for a sign of life, and how often in vain before it is taken for dead. */
const PING_EVERY = 1000, PINGS = 20;

/** Follows whether a worker lives. */
export interface Watch {
  /** To call with every message that comes. */
  heard(): void;
  /** Ends it. */
  end(): void;
}

/**
 * Watches a worker, since one that the browser ends, for want of memory, says nothing.
 *
 * @param ping asks it for a sign of life
 * @param died is told once that it is gone, and whether it had ever said anything: else its program was not there
 */
export function watchWorker(
  worker: Worker,
  ping: () => void,
  died: (heard: boolean) => void,
): Watch {
  let [heard, ended] = [false, false];
  // Pings are counted, not seconds: the browser slows the timers of a hidden tab, and a laptop sleeps.
  let unanswered = 0;
  const pinging = setInterval(() => {
    if (unanswered >= PINGS) return lose();
    unanswered++;
    ping();
  }, PING_EVERY);

  function end(): void {
    ended = true;
    clearInterval(pinging);
  }

  function lose(): void {
    if (ended) return;
    end();
    died(heard);
  }

  worker.onmessageerror = lose;
  worker.onerror = (event) => {
    event.preventDefault();
    lose();
  };
  return {
    heard() {
      heard = true;
      unanswered = 0;
    },
    end,
  };
}
