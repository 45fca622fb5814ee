package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The indexes that are open, of which there are not to be many: each holds a file and some memory. Safe for use by
 * several threads at once, each of which may open one more.
 */
final class OpenFolders {

    private final int most;
    private final Set<IndexFolder> open = ConcurrentHashMap.newKeySet();

    /** @param most how many may be open, at least 1 */
    OpenFolders(int most) {
        this.most = most;
    }

    void opened(IndexFolder folder) {
        open.add(folder);
    }

    void closed(IndexFolder folder) {
        open.remove(folder);
    }

    /** Closes some that were not used for longest, where there is no room for one more; not those in use. */
    void makeRoom() throws IOException {
        if (open.size() < most) {
            return;
        }
        Map<IndexFolder, Long> used = open.stream().collect(Collectors.toMap(one -> one, IndexFolder::lastUsed));
        List<IndexFolder> oldestFirst = used.entrySet().stream()
                .sorted(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .toList();
        for (IndexFolder folder : oldestFirst) {
            if (open.size() < most) {
                return;
            }
            folder.tryClose();
        }
    }
}
