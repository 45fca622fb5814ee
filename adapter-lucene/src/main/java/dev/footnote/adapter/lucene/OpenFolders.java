package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes that are open, of which there are not to be many: each holds a file and some memory. Safe for use by
 * several threads at once, each of which may open one more.
 */
final class OpenFolders {

    private static final Logger log = LoggerFactory.getLogger(OpenFolders.class);

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

    /**
     * Closes those that were not used for longest, where there is no room for one more; not one in use or being merged.
     */
    void makeRoom() {
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
            try {
                folder.tryClose();
            } catch (IOException | RuntimeException failure) {
                log.warn("An index that was open for long could not be closed", failure);
            }
        }
    }
}
