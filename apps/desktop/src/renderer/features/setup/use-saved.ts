import { useSession } from '../../app/session.ts';

/** What follows when a step changed the company or its person: both are read anew, and on. */
export function useSaved(onNext: () => void): () => void {
  const load = useSession((store) => store.load);
  return () => {
    void load();
    onNext();
  };
}
