"""Guards of the database that the models of upper floors take over."""

import pgtrigger


def paper_stays(kind: str) -> pgtrigger.Trigger:
    """Refuse to delete a subject of this kind that has a document, a place in a print job, or a number of its own.

    A document refers to its subject by kind and key, so that no foreign key can see to it.
    """
    return pgtrigger.Trigger(
        name="paper_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=f"""
            IF EXISTS (SELECT 1 FROM documents_issueddocument WHERE kind = '{kind}' AND subject_id = OLD.id)
                OR EXISTS (SELECT 1 FROM documents_reservednumber WHERE kind = '{kind}' AND subject_id = OLD.id)
                OR EXISTS (
                    SELECT 1 FROM documents_printitem item JOIN documents_printjob job ON job.id = item.job_id
                    WHERE job.document_kind = '{kind}' AND item.subject_id = OLD.id
                )
            THEN
                RAISE EXCEPTION 'a document refers to % %', TG_TABLE_NAME, OLD.id
                    USING ERRCODE = 'foreign_key_violation';
            END IF;
            RETURN OLD;
        """,
    )
