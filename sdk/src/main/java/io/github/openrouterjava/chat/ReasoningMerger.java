package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts reasoning blocks together from their pieces, so that a provider accepts them when they are sent back.
 *
 * <p>Pieces of one type and one index are one block, unless their ids differ. A piece without an index continues the last
 * block where that is of its type, has no other id and is not signed yet. Texts are appended, the last signature and the
 * first id and format count, where they are not blank; encrypted data is one piece a block unless index and id say otherwise. What is unknown
 * stays as it came.
 */
final class ReasoningMerger {
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Key, Block> indexed = new HashMap<>();
    private int ended; // how many blocks nothing more belongs to

    private record Key(Class<?> type, int index) {}

    /** A block as far as it has come; {@code shape} is its first piece. */
    private static final class Block {
        final ReasoningDetail shape;
        final @Nullable Integer index;
        final StringBuilder text = new StringBuilder();

        @Nullable
        String id;

        @Nullable
        String format;

        @Nullable
        String signature;

        final Extras extra = new Extras(Set.of());

        Block(ReasoningDetail shape, @Nullable Integer index) {
            this.shape = shape;
            this.index = index;
        }

        void add(@Nullable String piece, @Nullable String id, @Nullable String format, JsonObject extra) {
            if (piece != null) {
                text.append(piece);
            }
            this.id = blank(this.id) && !blank(id) ? id : this.id;
            this.format = blank(this.format) && !blank(format) ? format : this.format;
            this.extra.add(extra);
        }
    }

    void add(List<ReasoningDetail> pieces) {
        for (ReasoningDetail piece : pieces) {
            switch (piece) {
                case ReasoningDetail.Text text -> {
                    boolean brings = text.text() != null && !text.text().isEmpty();
                    Block block = blockOf(text, text.index(), text.id(), !brings);
                    block.add(text.text(), text.id(), text.format(), text.extra());
                    block.signature = blank(text.signature()) ? block.signature : text.signature();
                }
                case ReasoningDetail.Summary summary ->
                    blockOf(summary, summary.index(), summary.id(), false)
                            .add(summary.summary(), summary.id(), summary.format(), summary.extra());
                case ReasoningDetail.Encrypted encrypted ->
                    blockOf(encrypted, encrypted.index(), encrypted.id(), false)
                            .add(encrypted.data(), encrypted.id(), encrypted.format(), encrypted.extra());
                case ReasoningDetail.ServerToolCall call -> blocks.add(new Block(call, call.index()));
                case ReasoningDetail.Unknown unknown -> blocks.add(new Block(unknown, null));
            }
        }
    }

    /** Ends all blocks: those of another attempt count from 0 again. */
    void goOn() {
        indexed.clear();
        ended = blocks.size();
    }

    /** The blocks in the order in which they began. */
    List<ReasoningDetail> details() {
        List<ReasoningDetail> details = new ArrayList<>();
        for (Block block : blocks) {
            details.add(detail(block));
        }
        return List.copyOf(details);
    }

    /** @param signs whether the piece brings a signature only, which may come after a block is signed */
    private Block blockOf(ReasoningDetail piece, @Nullable Integer index, @Nullable String id, boolean signs) {
        Block known = index != null
                ? indexed.get(new Key(piece.getClass(), index))
                : blocks.size() == ended ? null : blocks.getLast();
        if (known != null && agree(known.id, id) && (index != null || continues(known, piece, signs))) {
            return known;
        }
        var block = new Block(piece, index);
        blocks.add(block);
        if (index != null) {
            indexed.put(new Key(piece.getClass(), index), block);
        }
        return block;
    }

    private static boolean continues(Block last, ReasoningDetail piece, boolean signs) {
        return last.shape.getClass() == piece.getClass()
                && !(piece instanceof ReasoningDetail.Encrypted)
                && (last.signature == null || signs);
    }

    private static boolean agree(@Nullable String one, @Nullable String other) {
        return one == null || one.isBlank() || blank(other) || one.equals(other);
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static ReasoningDetail detail(Block block) {
        String text = block.text.toString();
        return switch (block.shape) {
            case ReasoningDetail.Text first ->
                new ReasoningDetail.Text(
                        text.isEmpty() && first.text() == null ? null : text,
                        block.signature,
                        block.id,
                        block.format,
                        block.index,
                        block.extra.merged());
            case ReasoningDetail.Summary first ->
                new ReasoningDetail.Summary(
                        text.isEmpty() && first.summary() == null ? null : text,
                        block.id,
                        block.format,
                        block.index,
                        block.extra.merged());
            case ReasoningDetail.Encrypted first ->
                new ReasoningDetail.Encrypted(
                        text.isEmpty() && first.data() == null ? null : text,
                        block.id,
                        block.format,
                        block.index,
                        block.extra.merged());
            case ReasoningDetail.ServerToolCall call -> call;
            case ReasoningDetail.Unknown unknown -> unknown;
        };
    }
}
